"""Files of pictures in several widths, and the picture that other sites show beside a link."""
