create trigger question_no_delete before delete on question begin select raise(abort, 'questions are kept'); end;
create trigger answer_no_delete before delete on answer begin select raise(abort, 'answers are kept'); end;
create trigger question_erased_once before update on question
when old.erased_at is not null or new.erased_at is null or new.text is not null or new.choices is not null
begin select raise(abort, 'only erased, once'); end;
create trigger answer_erased_once before update on answer
when old.erased_at is not null or new.erased_at is null or coalesce(new.text, new.choice, new.voice) is not null
begin select raise(abort, 'only erased, once'); end;
