"""Controls that several windows use: fields, banners, spans of days, lists of appointments."""
