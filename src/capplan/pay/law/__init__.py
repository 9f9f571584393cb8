"""Law that pay is worked out and checked by: dated tables, each with its source (E1r, E1s)."""
