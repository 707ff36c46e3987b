"""How complete the tables are, and what the money is spent on."""
