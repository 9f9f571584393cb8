"""Sections of pages, one finding each: a bundle in, a section out, or None where there is none."""
