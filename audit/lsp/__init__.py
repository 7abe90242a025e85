"""The entrance of text editors: what is found in an article while it is written, by LSP."""
