import type { Random } from '../../../../core/math/random.ts';
import { payScale } from '../pay-scale.ts';
import type { JobDraft } from './draw-job.ts';

/** An offer that is no real job: what it is called, what it says, who signs it. */
export interface SpamAd {
  title: string;
  description: string;
  employer: string;
}

/** Writes an ad of the kind that job boards have to filter out. */
export function spamAd(random: Random, job: JobDraft): SpamAd {
  const { symbol } = payScale(job.country);
  const sum = symbol + [450, 700, 950, 1200, 2000][random.integer(5)];
  const hour = symbol + (28 + random.integer(30));
  const [title, text] = random.pick<readonly [string, string]>([
    [
      `Earn ${symbol}${symbol}${symbol} from home – no experience!!!`,
      `Make up to ${sum} a week with simple tasks on your phone. No experience, no interview, no boss! Work whenever you like, from anywhere. Places are limited, so write to us on WhatsApp today and start earning tonight. This is not a scam, hundreds of happy members already earn with our proven system.`,
    ],
    [
      `Data Entry Clerk – WORK FROM HOME – ${hour}/hr – Start Today`,
      `We urgently need people who can type. Earn ${hour} per hour from your sofa, no skills needed, no questions asked. You only need a small starter kit (${symbol}49, refunded later). Send your full name, bank details and a copy of your ID card by Telegram to reserve your place. Payment every day, guaranteed income!`,
    ],
    [
      'URGENT!!! Package Handler from Home',
      `Receive packages at your address, check them and forward them with the labels that we send you. ${sum} per month plus bonus for every parcel. No experience and no interview. Easy money for reliable people. Contact our manager only by e-mail at parcel.home.jobs@gmail.com.`,
    ],
    [
      'Be your own boss – UNLIMITED income',
      `Tired of your 9 to 5? Join our network and build your own team. Recruit friends and family and earn on everything that they sell. 100% commission, financial freedom, dream holidays! A one-time investment is needed to start. Our leaders earn ${sum} a day. Are you hungry enough???`,
    ],
    [
      `Mystery Shopper ${sum} weekly!`,
      `Go shopping and get paid! We send you a cheque, you pay it in, keep ${sum} and buy gift cards with the rest. Send us the numbers by text message. No experience required, anyone can do it. Start today and get your first payment before the weekend!!!`,
    ],
    [
      'Personal Assistant needed (easy, from home)',
      `I am a busy businessman who travels a lot and needs an honest person to receive payments and transfer funds through their account. Two hours a day, ${sum} per week. No skills needed. Write me on WhatsApp with your age, address and bank account. God bless.`,
    ],
    [
      `Online Chat Agent – ${hour}/hour – NO EXPERIENCE`,
      `Chat with nice people and earn ${hour} an hour! Work from home, 24/7, as much as you want. Registration fee of ${symbol}25 is paid back with your first salary. Only 5 places left!!! Click now!!!`,
    ],
  ]);
  return {
    title,
    description: random.next() < 0.3 ? text.toUpperCase() : text,
    employer: random.pick([
      'Confidential',
      'Global Home Income Group',
      'Easy Start Online',
      'Best Jobs 24',
      'Private Company',
      'WorkFromHome Direct',
      'Future Success Team',
    ]),
  };
}

/** Ads that hardly say anything, of employers that may be perfectly good. */
export function thinDescription(random: Random, job: JobDraft, title: string): string {
  const place = job.places[0]?.locality ?? '';
  return random.pick([
    `${title} wanted in ${place}. Please apply with CV.`,
    `Busy company needs ${title}. Call in or apply online.`,
    `${title}, ${place}. Good pay. Immediate start.`,
    `We are hiring. ${title}. Details at interview.`,
    'Please apply.',
    `${job.by.name} is looking for staff (${title}).`,
  ]);
}
