"""A disclosure and a form become blocks and grids: the form filled, the outline, the workbook."""
