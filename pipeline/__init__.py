"""vanthu: scanned Vietnamese government reports into correct text and structured figures."""
