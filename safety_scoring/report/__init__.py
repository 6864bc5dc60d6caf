"""What a batch of results looks like to people: figures, an HTML page, a workbook."""
