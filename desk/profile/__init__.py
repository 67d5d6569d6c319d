"""Let each person of the staff see and change what the desk keeps of them."""
