import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { Close, Search } from '@carbon/icons-react';
import { useNavigate } from 'react-router';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { SearchResults } from './search-results.tsx';
import { useSearch } from './use-search.ts';

/** Finds tasks and cases from wherever one is; over the page, so that a phone has as much room for it as a desk. */
export function SearchBox() {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  const sheet = useRef<HTMLDialogElement>(null);
  const open = () => setShown(true);
  useShortcuts([{ code: 'Slash', text: 'inbox.searchLabel', run: open }]);
  useLayoutEffect(() => {
    if (shown) sheet.current?.showModal();
  }, [shown]);
  return (
    <>
      <button type="button" className="header-tool" aria-haspopup="dialog" aria-label={t('inbox.searchLabel')} onClick={open}>
        <Search size={20} />
      </button>
      {/* Outside of the header, whose colours are its own. */}
      {createPortal(
        <dialog ref={sheet} className="sheet search" aria-label={t('inbox.searchLabel')} onClose={() => setShown(false)}>
          {shown && <SearchField onClose={() => sheet.current?.close()} />}
        </dialog>,
        document.body,
      )}
    </>
  );
}

const steps: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: -1 };

function SearchField({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const ids = { input: useId(), list: useId() };
  const [typed, setTyped] = useState('');
  const { found, error, retry } = useSearch(typed);
  const [at, setAt] = useState(0);
  // Before a key can move it on.
  useLayoutEffect(() => setAt(0), [found]);
  const addresses = found ? [...found.tasks.map(({ id }) => `/tasks/${id}`), ...found.cases.map(({ id }) => `/cases/${id}`)] : [];
  const optionId = (index: number) => `${ids.list}-${index}`;
  useEffect(() => {
    document.getElementById(`${ids.list}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [ids.list, at]);
  const go = (index: number) => {
    const address = addresses[index];
    if (address === undefined) return;
    // First closed, which gives the focus back, then the new page takes it.
    onClose();
    void navigate(address);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const by = steps[event.key];
    if (event.key === 'Enter') go(at);
    else if (by !== undefined && addresses.length > 0) setAt((at + by + addresses.length) % addresses.length);
    else return;
    event.preventDefault();
  };
  const isOpen = addresses.length > 0;
  return (
    <>
      <label className="search__label" htmlFor={ids.input}>
        {t('inbox.searchLabel')}
      </label>
      <div className="search__line">
        <input
          id={ids.input}
          className="cds--text-input"
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          // The dialog was opened in order to type here.
          autoFocus
          maxLength={200}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? ids.list : undefined}
          aria-activedescendant={isOpen ? optionId(at) : undefined}
          aria-describedby={`${ids.input}-hint`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKey}
        />
        <button type="button" className="header-tool" aria-label={t('action.close')} onClick={onClose}>
          <Close size={20} />
        </button>
      </div>
      <p id={`${ids.input}-hint`} className="hint">
        {t('inbox.searchHint')}
      </p>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      <p className={found && !isOpen ? 'search__none' : 'cds--visually-hidden'} role="status">
        {found && (isOpen ? t('inbox.found', { count: addresses.length }) : t('inbox.foundNone'))}
      </p>
      {found && isOpen && <SearchResults id={ids.list} found={found} at={at} optionId={optionId} onGo={go} />}
    </>
  );
}
