import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { BullmqQueue } from './bullmq-queue.ts';
import { EmbeddedQueue } from './embedded-queue.ts';
import type { WakeQueue } from './wake-queue.ts';

export const openQueue = (config: Config, clock: Clock): WakeQueue =>
  config.redisUrl === undefined ? new EmbeddedQueue(clock) : new BullmqQueue(config.redisUrl, clock, prefixOf(config));

/** Deployments that share a Redis do not take each other's wake-ups: each has the name of its database in its keys. */
const prefixOf = ({ database: { kind, url, file } }: Config): string =>
  `gaita-${createHash('sha256')
    .update(kind === 'sqlite' ? resolve(file) : new URL(url).host + new URL(url).pathname)
    .digest('hex')
    .slice(0, 8)}`;
