"""What people look at: pictures, later pages and workbooks."""
