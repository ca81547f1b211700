"""The Microsoft Teams channel.

A reply becomes an Adaptive Card in `cards.py`, and every card can be answered by typing too. The app package that an
administrator uploads is made in `package.py`.

This package imports nothing heavy by itself.
"""
