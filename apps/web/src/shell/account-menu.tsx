import { useEffect, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import { UserAvatar } from '@carbon/icons-react';
import { Link } from 'react-router';
import type { SessionView } from '@gaita/contracts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useSession } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { accountLinks } from './slots.ts';
import { useIsPhone } from './use-is-phone.ts';

/** Who I am here: name, institution, roles; and out. */
export function AccountMenu({ person }: { readonly person: SessionView }) {
  const { t } = useTexts();
  const { signOut } = useSession();
  const roleName = useRoleNames();
  const isPhone = useIsPhone();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const away = (event: MouseEvent) => !place.current?.contains(event.target as Node) && setOpen(false);
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      opener.current?.focus();
    };
    document.addEventListener('mousedown', away);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('mousedown', away);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);

  return (
    <div className="account" ref={place}>
      <button
        ref={opener}
        type="button"
        className="account__opener"
        aria-expanded={open}
        aria-controls="account-panel"
        aria-label={t('shell.account', { name: person.name })}
        onClick={() => setOpen(!open)}
      >
        <UserAvatar size={20} />
        <span className="account__name">{person.name}</span>
      </button>
      <div id="account-panel" className="account__panel" hidden={!open}>
        <p className="account__who">{person.name}</p>
        <p>{person.institution.name}</p>
        <p className="account__roles-title">{t('shell.roles')}</p>
        <ul>
          {person.roles.map(({ role, institution }) => (
            <li key={`${role} ${institution}`}>
              {roleName(role)}
              {institution !== person.institution.id && ` · ${nameOf(person, institution)}`}
            </li>
          ))}
        </ul>
        {accountLinks.length > 0 && (
          <ul className="account__links">
            {accountLinks
              .filter(({ roles }) => isFor(person, roles))
              .map(({ to, text }) => (
                <li key={to}>
                  <Link className="cds--link" to={to} onClick={() => setOpen(false)}>
                    {t(text as 'shell.roles')}
                  </Link>
                </li>
              ))}
          </ul>
        )}
        {isPhone && <LanguageChoice />}
        <Button kind="tertiary" size="md" onClick={() => void signOut()}>
          {t('shell.signOut')}
        </Button>
      </div>
    </div>
  );
}

const isFor = (person: SessionView, roles?: readonly string[]): boolean =>
  roles === undefined || person.roles.some(({ role }) => roles.includes(role));

const nameOf = (person: SessionView, institution: string): string =>
  person.institutions.find(({ id }) => id === institution)?.name ?? institution;
