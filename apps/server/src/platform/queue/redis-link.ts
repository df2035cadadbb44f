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

  /** @param prefix keeps several deployments on one Redis apart */
  constructor(url: string, origin: string, prefix = 'gaita') {
    this.url = url;
    this.origin = origin;
    this.channel = `${prefix}-announcements`;
  }

  send(announcement: Announcement): void {
    if (this.sender?.status !== 'ready') return;
    const sent: Sent = { ...announcement, origin: this.origin };
    this.sender.publish(this.channel, JSON.stringify(sent)).catch((error: unknown) => this.trouble(error));
  }

  start(receive: AnnouncementListener): void {
    this.sender = this.connect();
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
    this.sender?.disconnect();
    this.receiver?.disconnect();
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
    if (this.troubled) return;
    this.troubled = true;
    this.log.warn({ message: 'Redis does not answer: changes by other replicas are seen late', error: String(error) });
  }
}
