"""
The surface of the published package cloudipsp, on tetri: the same names, the same members, answers as they come.

What is better: any address, retries that are safe, timeouts, and answers whose signature was checked.
"""

from .api import Api
from .checkout import Checkout
from .order import Order
from .payment import Payment, Pcidss

__all__ = ["Api", "Checkout", "Order", "Payment", "Pcidss"]
