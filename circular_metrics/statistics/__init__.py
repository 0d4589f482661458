"""Methods that know no theme: proportions, trends."""
