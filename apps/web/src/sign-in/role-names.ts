import { listRoles } from '../api/session.ts';
import { useResource } from '../api/use-resource.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** Role names in the reader's language; the key stands until the registry is here. */
export function useRoleNames(): (key: string) => string {
  const { language } = useTexts();
  const { data } = useResource('roles', onceListed);
  return (key) => {
    const names = data?.find((role) => role.key === key)?.names;
    return names?.[language] ?? names?.en ?? key;
  };
}

let listed: ReturnType<typeof listRoles> | undefined;

/** The registry is the same for everybody and all day: asked for once a page. */
function onceListed(signal: AbortSignal) {
  listed ??= listRoles(new AbortController().signal);
  listed.catch(() => (listed = undefined));
  signal.throwIfAborted();
  return listed;
}
