"""What Senim costs and how far help is: run as modules, figures in docs/measurements.md."""
