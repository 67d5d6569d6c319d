"""The data inventory: what the site stores, told to its readers from the models and cookies as they are.

Each model says what it holds in its attribute `stored`; the apps register what else they store.
"""
