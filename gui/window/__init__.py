"""The main window: menus, tabs, panels, start page, help."""
