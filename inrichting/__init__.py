"""Setting up an SWV over all apps at once: taking its settings to another portal, and what is still to be set.

Writes only through the actions of the apps below; nothing imports it.
"""
