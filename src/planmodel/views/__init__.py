"""Tables and data made from plans and derived facts; renderers draw them and add nothing."""
