import { useCallback, useEffect, useRef, useState } from 'react';
import type { FilePlace } from '../api/documents.ts';
import { onConnection, connection } from '../offline/connection.ts';
import { RequestError } from '../api/request.ts';
import { FileUpload } from './upload-file.ts';

export interface Uploading {
  readonly key: number;
  readonly name: string;
  readonly percent: number;
  readonly state: 'sending' | 'done' | 'failed';
  readonly error?: Error;
  /** The rest can be sent as it is. */
  readonly resumable?: boolean;
}

export interface Uploads {
  readonly items: readonly Uploading[];
  readonly add: (files: readonly File[]) => void;
  readonly resume: (key: number) => void;
  readonly dismiss: (key: number) => void;
}

const together = 2;

/** Files on their way: two at a time, each for itself; one that fails hinders no other. */
export function useUploads(place: FilePlace, onAdded: () => void): Uploads {
  const [items, setItems] = useState<readonly Uploading[]>([]);
  const uploads = useRef(new Map<number, FileUpload>());
  const waiting = useRef<number[]>([]);
  const running = useRef(0);
  const counted = useRef(0);
  const added = useRef(onAdded);
  useEffect(() => {
    added.current = onAdded;
  });

  const change = (key: number, set: Partial<Uploading>) =>
    setItems((before) => before.map((one) => (one.key === key ? { ...one, ...set } : one)));

  const next = useCallback(() => {
    while (running.current < together) {
      const key = waiting.current.shift();
      const upload = key === undefined ? undefined : uploads.current.get(key);
      if (key === undefined || !upload) return;
      running.current++;
      change(key, { state: 'sending' });
      upload
        .send((percent) => change(key, { percent }))
        .then(
          () => {
            change(key, { state: 'done' });
            uploads.current.delete(key);
            added.current();
          },
          (error: unknown) =>
            change(key, { state: 'failed', error: error as Error, resumable: error instanceof RequestError && error.isPassing }),
        )
        .finally(() => {
          running.current--;
          next();
        });
    }
  }, []);

  const add = (files: readonly File[]) => {
    const begun = files.map((file) => {
      const key = counted.current++;
      uploads.current.set(key, new FileUpload(file, place));
      waiting.current.push(key);
      return { key, name: file.name, percent: 0, state: 'sending' as const };
    });
    setItems((before) => [...before.filter(({ state }) => state !== 'done'), ...begun]);
    next();
  };
  const resume = useCallback(
    (key: number) => {
      waiting.current.push(key);
      next();
    },
    [next],
  );
  const dismiss = (key: number) => {
    uploads.current.delete(key);
    setItems((before) => before.filter((one) => one.key !== key));
  };

  const latest = useRef(items);
  latest.current = items;
  useEffect(
    () =>
      onConnection(() => {
        if (connection().online) for (const one of latest.current) if (one.state === 'failed' && one.resumable) resume(one.key);
      }),
    [resume],
  );
  return { items, add, resume, dismiss };
}
