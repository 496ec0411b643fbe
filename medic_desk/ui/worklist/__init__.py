"""The worklist as a page of the window: whom to call, where they could go, and what became of them."""
