"""Publish the data inventory: what the site stores, generated from its models and cookies.

Each model describes its data in its attribute `data_description`. The apps register what they store elsewhere.
"""
