create trigger journal_no_update before update on journal begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_no_delete before delete on journal begin select raise(abort, 'the journal is append-only'); end;
create trigger entry_no_update before update on entry begin select raise(abort, 'entries are append-only'); end;
create trigger entry_no_delete before delete on entry begin select raise(abort, 'entries are append-only'); end;
create trigger line_no_update before update on line begin select raise(abort, 'lines are append-only'); end;
create trigger line_no_delete before delete on line begin select raise(abort, 'lines are append-only'); end;
