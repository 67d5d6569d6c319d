def compare(*a, **k):
    return []
