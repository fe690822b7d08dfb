import type { Platform } from '../../kernel/http/pipeline.js';
import { businessNameOf } from '../../resources/accounts/index.js';
import {
  IDENTITY_PATH,
  type SessionRow,
  sessions,
  type VerificationVisit,
} from '../../resources/identity/index.js';
import { wantedLanguages } from '../language.js';
import { type IdentityLanguage, speak } from './texts.js';

/** Where a person is verified: on a page of its own, or in the dialog of another page. */
export interface Place {
  /** Address of the page. */
  address: string;
  isDialog: boolean;
  link: VerificationVisit;
  row: SessionRow;
  /** Name of the business that asks. */
  business: string | null;
  language: IdentityLanguage;
}

type Services = Pick<Platform, 'db'>;

/** Reads what the page of a visit shows. */
export const placeOfVisit = (services: Services, request: Request, link: VerificationVisit): Promise<Place> =>
  placeAt(services, request, link, { address: `${IDENTITY_PATH}/${link.id}`, isDialog: false });

/** Reads what a dialog shows. Whoever knows its address is the person: it can't be guessed. */
export const placeOfDialog = (
  services: Services,
  request: Request,
  link: VerificationVisit,
  secret: string,
): Promise<Place> =>
  placeAt(services, request, link, { address: `${IDENTITY_PATH}/dialog/${secret}`, isDialog: true });

async function placeAt(
  { db }: Services,
  request: Request,
  link: VerificationVisit,
  shown: Pick<Place, 'address' | 'isDialog'>,
): Promise<Place> {
  const { accountId, livemode, sessionId } = link;
  const row = await sessions.find({ db, accountId, livemode }, sessionId);
  const language = speak(wantedLanguages(request));
  return { ...shown, link, row, business: await businessNameOf(db, accountId), language };
}
