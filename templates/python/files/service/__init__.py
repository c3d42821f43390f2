"""{{service}}: an HTTP service."""
