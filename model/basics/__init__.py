"""What every part of the program uses: errors, steps that can be stopped, assets, words."""
