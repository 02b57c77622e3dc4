grant select, insert on parameter to dedal_app;
