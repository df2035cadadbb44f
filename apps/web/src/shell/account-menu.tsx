import { useEffect, useRef, useState } from 'react';
import { UserAvatar } from '@carbon/icons-react';
import { Link } from 'react-router';
import type { SessionView } from '@gaita/contracts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useSession } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { Button } from './button.tsx';
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
  const [busy, setBusy] = useState(false);
  /** Why the person is still here. */
  const [stays, setStays] = useState<'unsent' | 'unreached'>();
  const leave = async () => {
    if (busy) return;
    setBusy(true);
    try {
      if (!(await signOut(stays === 'unsent'))) setStays('unsent');
    } catch {
      setStays('unreached');
    }
    setBusy(false);
  };
  useEffect(() => {
    if (!open) setStays(undefined);
  }, [open]);
  // A role in two units is one role here; one that is somebody else's says whose.
  const said = ({ role, institution, standsInFor }: SessionView['roles'][number]): string => {
    const absent = person.standsInFor.find(({ account }) => account === standsInFor)?.name ?? standsInFor;
    const name = absent === undefined ? roleName(role) : t('shell.roleFor', { role: roleName(role), name: absent });
    return institution === person.institution.id ? name : `${name} · ${nameOf(person, institution)}`;
  };
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
          {[...new Set(person.roles.map(said))].map((role) => (
            <li key={role}>{role}</li>
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
        <p role="alert">{stays && t(stays === 'unsent' ? 'shell.unsent' : 'shell.notSignedOut')}</p>
        <Button kind="tertiary" size="md" aria-disabled={busy} onClick={() => void leave()}>
          {stays === 'unsent' ? t('shell.signOutAnyway') : t('shell.signOut')}
        </Button>
      </div>
    </div>
  );
}

const isFor = (person: SessionView, roles?: readonly string[]): boolean =>
  roles === undefined || person.roles.some(({ role }) => roles.includes(role));

const nameOf = (person: SessionView, institution: string): string =>
  person.institutions.find(({ id }) => id === institution)?.name ?? institution;
