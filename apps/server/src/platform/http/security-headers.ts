import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import { Defect } from '../errors.ts';

/**
 * Scripts only from here: the modeller, the forms and the kernel's worker are bundled. Styles may stand in elements, as
 * diagrams, FEEL editors and form-js set them; pictures and fonts may be data.
 */
const rules = (secure: boolean): Parameters<typeof helmet>[0] => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...(secure && { upgradeInsecureRequests: [] }),
    },
  },
  strictTransportSecurity: secure,
  referrerPolicy: { policy: 'same-origin' },
});

export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** What every answer says to browsers. Nothing of it hangs on the request, so helmet is asked once. */
export function securityHeaders(secure: boolean): HeaderLines {
  const lines = new Map<string, string>();
  const recorder = {
    setHeader: (name: string, value: unknown) => void lines.set(name, String(value)),
    removeHeader: (name: string) => void lines.delete(name),
  };
  let isDone = false;
  helmet(rules(secure))({} as IncomingMessage, recorder as unknown as ServerResponse, (error?: unknown) => {
    isDone = error === undefined;
  });
  if (!isDone) throw new Defect('helmet did not answer at once');
  return [...lines];
}
