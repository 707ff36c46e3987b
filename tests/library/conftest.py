from tests.library.kit import library

__all__ = ["library"]
