import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { Button } from '@carbon/react';
import { inboxViews, roleKeys } from '@gaita/contracts';
import type { RoleKey, SavedView, SaveViewRequest } from '@gaita/contracts';
import { deleteView, saveView } from '../api/inbox.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { ListAddress } from './list-address.ts';

interface SaveViewProps {
  readonly address: ListAddress;
  readonly shownColumns: readonly string[];
  /** The saved view that is open. */
  readonly saved?: SavedView;
  readonly onSaved: (view: SavedView) => void;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Keeps what is shown as a view, for oneself or with others. One's own open view is changed, another's saved as one's own. */
export function SaveView({ address, shownColumns, saved, onSaved, onDeleted, onClose }: SaveViewProps) {
  const { t } = useTexts();
  const person = usePerson();
  const roleName = useRoleNames();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [name, setName] = useState(saved?.name ?? '');
  const [shared, setShared] = useState(sharingOf(saved));
  const [refused, setRefused] = useState<Error>();
  useEffect(() => dialog.current?.showModal(), []);
  const own = saved?.isOwn ? saved : undefined;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setRefused(undefined);
    try {
      onSaved(await saveView(requestOf({ address, shownColumns, saved, name, shared, own }), own?.id));
    } catch (error) {
      setRefused(error as Error);
    }
  };
  const remove = async () => {
    if (!own) return;
    try {
      await deleteView(own.id);
      onDeleted();
    } catch (error) {
      setRefused(error as Error);
    }
  };

  return (
    <dialog ref={dialog} className="sheet" aria-labelledby={`${id}-title`} onClose={onClose}>
      <form className="save-view" onSubmit={(event) => void submit(event)}>
        <h2 id={`${id}-title`}>{own ? t('inbox.changeView') : t('inbox.saveView')}</h2>
        {refused && <ErrorNotice error={refused} focus />}
        <label htmlFor={`${id}-name`}>{t('inbox.viewName')}</label>
        <input
          id={`${id}-name`}
          className="cds--text-input"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <label htmlFor={`${id}-shared`}>{t('inbox.sharedWith')}</label>
        <select
          id={`${id}-shared`}
          className="inbox-filter__select"
          value={shared}
          onChange={(event) => setShared(event.target.value)}
        >
          <option value="">{t('inbox.onlyMe')}</option>
          {person.institutions.map((institution) => (
            <optgroup key={institution.id} label={institution.name}>
              <option value={institution.id}>{t('inbox.everybody')}</option>
              {roleKeys.map((role) => (
                <option key={role} value={`${institution.id} ${role}`}>
                  {roleName(role)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <p className="hint">{t('inbox.sharingHint')}</p>
        <div className="save-view__actions">
          <Button type="submit" size="md">
            {own ? t('inbox.saveChanges') : t('inbox.save')}
          </Button>
          {own && (
            <Button kind="danger--tertiary" size="md" onClick={() => void remove()}>
              {t('inbox.deleteView')}
            </Button>
          )}
          <Button kind="ghost" size="md" onClick={() => dialog.current?.close()}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </dialog>
  );
}

const sharingOf = (view: SavedView | undefined): string =>
  view?.isOwn && view.sharedWith
    ? [view.sharedWith.institution, ...(view.sharedWith.role === undefined ? [] : [view.sharedWith.role])].join(' ')
    : '';

interface Chosen extends Pick<SaveViewProps, 'address' | 'shownColumns' | 'saved'> {
  readonly name: string;
  readonly shared: string;
  readonly own: SavedView | undefined;
}

/** What is shown: the address, and where that says nothing the open view. */
function requestOf({ address, shownColumns, saved, name, shared, own }: Chosen): SaveViewRequest {
  const [institution = '', role] = shared.split(' ');
  const view = saved?.view ?? inboxViews.find((each) => each === address.view) ?? 'mine';
  const q = address.q || saved?.q;
  const process = address.process || saved?.process;
  const due = (address.due || saved?.due) as SaveViewRequest['due'];
  const sort = address.sort || saved?.sort;
  return {
    name,
    view,
    ...(q && { q }),
    ...(process && { process }),
    ...(due && { due }),
    ...(sort && { sort }),
    cols: [...shownColumns],
    ...(shared !== '' && { sharedWith: { institution, ...(role !== undefined && { role: role as RoleKey }) } }),
    ...(own && { revision: own.revision }),
  };
}
