import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { Announcement, AnnouncementLink, AnnouncementListener } from '../announcements/announcements.ts';
import { missedAnnouncements } from '../announcements/announcements.ts';

interface Sent extends Announcement {
  readonly origin: string;
}

/**
 * Announcements over Redis. What is sent while Redis is away is lost: whoever watches is told to look at everything anew once
 * it is back.
 */
export class RedisLink implements AnnouncementLink {
  private readonly log = new Logger('announcements');
  private readonly url: string;
  private readonly origin: string;
  private readonly channel: string;
  private sender: Redis | undefined;
  private receiver: Redis | undefined;
  private troubled = false;
  private stopped = false;
  /** Something could not be sent: the others are told to look at everything anew. */
  private dropped = false;
  private waiting: Announcement[] = [];

  /** @param prefix keeps several deployments on one Redis apart */
  constructor(url: string, origin: string, prefix = 'gaita') {
    this.url = url;
    this.origin = origin;
    this.channel = `${prefix}-announcements`;
  }

  send(announcement: Announcement): void {
    this.waiting.push(announcement);
    if (this.waiting.length === 1) setImmediate(() => this.flush());
  }

  start(receive: AnnouncementListener): void {
    this.sender = this.connect();
    this.sender.on('ready', () => {
      if (this.dropped) this.publish(missedAnnouncements);
      this.dropped = false;
    });
    this.receiver = this.connect();
    let connected = false;
    this.receiver.on('ready', () => {
      // ioredis subscribes again by itself; what was said meanwhile nobody heard
      if (connected) receive(missedAnnouncements);
      connected = true;
      this.troubled = false;
    });
    this.receiver.on('message', (_channel, message: string) => {
      const { origin, ...announcement } = JSON.parse(message) as Sent;
      if (origin !== this.origin) receive(announcement);
    });
    this.receiver.subscribe(this.channel).catch((error: unknown) => this.trouble(error));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.sender?.disconnect();
    this.receiver?.disconnect();
  }

  /** Plans of one commit are announced as one: every replica reads each message. */
  private flush(): void {
    const told = this.waiting;
    this.waiting = [];
    if (this.sender?.status === 'ready') this.publish(joined(told));
    else this.dropped = true;
  }

  private publish(announcement: Announcement): void {
    const sent: Sent = { ...announcement, origin: this.origin };
    this.sender?.publish(this.channel, JSON.stringify(sent)).catch((error: unknown) => this.trouble(error));
  }

  private connect(): Redis {
    const redis = new Redis(this.url, {
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
    });
    redis.on('error', (error) => this.trouble(error));
    return redis;
  }

  private trouble(error: unknown): void {
    if (this.troubled || this.stopped) return;
    this.troubled = true;
    this.log.warn({ message: 'Redis does not answer: changes by other replicas are seen late', error: String(error) });
  }
}

const joined = (announcements: readonly Announcement[]): Announcement => {
  const rows = announcements.flatMap((each) => each.rows);
  return {
    id: announcements[0]?.id ?? '',
    cases: [...new Set(announcements.flatMap(({ cases }) => cases))],
    rows: [...new Map(rows.map((row) => [`${row.table} ${row.id}`, row])).values()],
  };
};
