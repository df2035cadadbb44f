import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Close, Help } from '@carbon/icons-react';
import { prefer, useRefusedPreference } from '../settings/preferences.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { shortcutsNow, switchSingleKeys, useShortcuts, useSingleKeys } from './shortcuts.ts';
import type { Shortcut } from './shortcuts.ts';

/** The sheet of keys: what works on this page, and a switch for single keys. */
export function HelpSheet() {
  const { t } = useTexts();
  const sheet = useRef<HTMLDialogElement>(null);
  const [shown, setShown] = useState<readonly Shortcut[]>();
  const singleKeys = useSingleKeys();
  const refused = useRefusedPreference();
  const open = () => setShown(shortcutsNow());
  useShortcuts([{ code: 'Slash', shift: true, text: 'keys.help', run: open }]);
  useLayoutEffect(() => {
    if (shown) sheet.current?.showModal();
  }, [shown]);

  return (
    <>
      <button type="button" className="header-tool" aria-haspopup="dialog" aria-label={t('shell.help')} onClick={open}>
        <Help size={20} />
      </button>
      {/* Outside of the header, whose colours are its own. */}
      {createPortal(
        <dialog ref={sheet} className="sheet" aria-labelledby="help-title" onClose={() => setShown(undefined)}>
          {shown && (
            <>
              <div className="sheet__head">
                <h2 id="help-title">{t('keys.title')}</h2>
                <button
                  type="button"
                  className="header-tool"
                  aria-label={t('action.close')}
                  onClick={() => sheet.current?.close()}
                >
                  <Close size={20} />
                </button>
              </div>
              <dl className="keys">
                {shown.map((shortcut) => (
                  <div key={`${shortcut.code} ${shortcut.text}`}>
                    <dt>
                      {keysOf(shortcut).map((name) => (
                        <kbd key={name}>{name}</kbd>
                      ))}
                    </dt>
                    <dd>{t(shortcut.text as 'keys.help')}</dd>
                  </div>
                ))}
              </dl>
              <label className="sheet__switch">
                <input type="checkbox" checked={singleKeys} onChange={(event) => keepSingleKeys(event.target.checked)} />
                {t('keys.single')}
              </label>
              <p className="hint">{t('keys.singleHelp')}</p>
              {refused && <ErrorNotice error={refused} />}
            </>
          )}
        </dialog>,
        document.body,
      )}
    </>
  );
}

/** At once on this screen, and with the account. */
function keepSingleKeys(on: boolean): void {
  switchSingleKeys(on);
  void prefer({ singleKeys: on });
}

const names: { readonly [code: string]: string } = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: 'Enter',
  Slash: '/',
  Escape: 'Esc',
};

function keysOf({ code, shift, control }: Shortcut): string[] {
  if (code === 'Slash' && shift) return ['?'];
  return [...(control ? ['Ctrl'] : []), ...(shift ? ['Shift'] : []), names[code] ?? code.replace(/^(Key|Digit)/, '')];
}
