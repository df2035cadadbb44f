import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { TextArea } from '@carbon/react';
import { largestNote } from '@gaita/contracts';
import { findReaders } from '../api/documents.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { nameBeforeCaret } from './mentions.ts';
import type { Person } from './mentions.ts';

interface NoteFieldProps {
  readonly caseId: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Somebody was named. */
  readonly onName: (person: Person) => void;
  readonly onSend: () => void;
  readonly focus?: boolean;
}

/** As many as are seen without scrolling; another letter narrows them. */
const offered = 6;

/** A note being written; `@` offers the people who may see the case, by keyboard as by pointer. */
export function NoteField({ caseId, label, value, onChange, onName, onSend, focus = false }: NoteFieldProps) {
  const { t } = useTexts();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [found, setFound] = useState<readonly Person[]>([]);
  const [at, setAt] = useState(0);
  const [query, setQuery] = useState<string>();
  useLayoutEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  useEffect(() => {
    setAt(0);
    if (query === undefined) return setFound([]);
    const controller = new AbortController();
    findReaders(caseId, query, controller.signal).then(
      ({ items }) => setFound(items.slice(0, offered)),
      () => !controller.signal.aborted && setFound([]),
    );
    return () => controller.abort();
  }, [caseId, query]);

  // As soon as the new text stands in the field: what is typed next follows it.
  const after = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (after.current !== undefined) field.current?.setSelectionRange(after.current, after.current);
    after.current = undefined;
  }, [value]);

  const look = () => {
    const { current } = field;
    if (current) setQuery(nameBeforeCaret(current.value, current.selectionStart)?.query);
  };
  const choose = (person: Person) => {
    const { current } = field;
    const writing = current && nameBeforeCaret(current.value, current.selectionStart);
    if (!writing) return;
    const named = `@${person.name} `;
    const caret = writing.from + named.length;
    onChange(`${current.value.slice(0, writing.from)}${named}${current.value.slice(current.selectionStart)}`);
    onName(person);
    setQuery(undefined);
    after.current = caret;
    current.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      // Not the page's: that would complete the task.
      event.preventDefault();
      event.nativeEvent.stopImmediatePropagation();
      return onSend();
    }
    if (found.length === 0) return;
    const person = found[at];
    if (event.key === 'ArrowDown') setAt((at + 1) % found.length);
    else if (event.key === 'ArrowUp') setAt((at + found.length - 1) % found.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && person) choose(person);
    else if (event.key === 'Escape') setQuery(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isOpen = found.length > 0;
  return (
    <div className="note-field">
      <TextArea
        ref={field}
        id={id}
        labelText={label}
        helperText={t('documents.note.help')}
        value={value}
        rows={3}
        maxLength={largestNote}
        aria-autocomplete="list"
        aria-controls={isOpen ? `${id}-people` : undefined}
        aria-activedescendant={isOpen ? `${id}-${at}` : undefined}
        onChange={(event) => {
          after.current = undefined;
          onChange(event.target.value);
          look();
        }}
        onKeyDown={pressed}
        onKeyUp={(event) => ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key) && look()}
        onClick={look}
        onBlur={() => setQuery(undefined)}
      />
      {isOpen && (
        <ul id={`${id}-people`} className="note-field__people" role="listbox" aria-label={t('documents.note.people')}>
          {found.map((person, index) => (
            <li
              key={person.account}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              // Before the field loses the focus.
              onPointerDown={(event) => {
                event.preventDefault();
                choose(person);
              }}
            >
              {person.name}
            </li>
          ))}
        </ul>
      )}
      <p className="cds--visually-hidden" role="status">
        {isOpen && t('documents.note.found', { count: found.length })}
      </p>
    </div>
  );
}
