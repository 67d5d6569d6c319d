"""Store pictures in several widths, and draw the share picture that other sites show beside a link."""
