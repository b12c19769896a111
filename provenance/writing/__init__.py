"""Writers: text from model objects, one module a format. Nothing here knows of readers."""
