"""Writers of histories: a time-line, pictures, and W3C PROV; one module a form."""
