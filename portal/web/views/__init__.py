"""One file per page or group of pages, in the order an applicant meets them."""
