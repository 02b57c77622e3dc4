create trigger quarantine_no_delete before delete on quarantine begin select raise(abort, 'what was held is kept'); end;
