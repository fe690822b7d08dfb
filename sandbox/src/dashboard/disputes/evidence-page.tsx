/** @jsxImportSource hono/jsx */
import { money } from '../../../../src/contract/money.js';
import { type Params, textIn } from '../../kernel/http/form.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { redact } from '../../kernel/redact.js';
import { address, Failure, Layout, type View } from '../layout.js';
import { nameOf } from './dispute-page.js';
import { EVIDENCE, type EvidenceField, removalOf } from './evidence.js';
import { DISPUTES, type DisputeCase } from './read.js';
import { reasonOf } from './words.js';

interface EvidencePageProps extends Pick<DisputeCase, 'dispute' | 'files'> {
  view: View;
  /** What was typed before, where that was refused. */
  typed?: Params;
  error?: string;
}

/** Asks for the evidence of a dispute. It is kept until it is submitted. */
export const EvidencePage = ({ dispute, error, files, typed, view }: EvidencePageProps) => {
  const path = `${DISPUTES}/${dispute.id}`;
  return (
    <Layout
      title={`Evidence for the dispute of ${money(dispute.amount, dispute.currency)}`}
      view={view}
      page={DISPUTES}
    >
      {error && <Failure message={`${error} Choose the files again.`} />}
      <p>{reasonOf(dispute)} Give what speaks against that; nothing has to be filled in.</p>
      <TestWords isInquiry={dispute.status.startsWith('warning_')} />
      <form method="post" action={address(`${path}/evidence`, view)} enctype="multipart/form-data">
        {EVIDENCE.map(({ fields, title }) => (
          <fieldset>
            <legend>{title}</legend>
            {fields.map((field) => {
              const kept = String(dispute.evidence[field.name] ?? '');
              return field.kind === 'file' ? (
                <FileField field={field} file={kept && nameOf(files, kept)} />
              ) : (
                <TextField field={field} value={typed ? redact(textIn(typed, field.name)) : kept} />
              );
            })}
          </fieldset>
        ))}
        <p class="actions">
          <button type="submit" name="then" value="">
            Save as a draft
          </button>
          <button type="submit" name="then" value="submit" class="quiet">
            Save, and submit
          </button>
          <a href={address(path, view)}>Go back without changes</a>
        </p>
      </form>
    </Layout>
  );
};

/** Explains which words decide a dispute in test mode. */
export const TestWords = ({ isInquiry }: { isInquiry: boolean }) => (
  <p class="notice">
    In test mode, no bank reads this. It decides a moment after the evidence is submitted, by a word in{' '}
    <em>Why the payment is right</em>: <code>winning_evidence</code> wins, <code>losing_evidence</code> loses
    {isInquiry && (
      <>
        , <code>escalate_inquiry_evidence</code> makes a dispute of this inquiry
      </>
    )}
    . Without such a word, it stays under review.
  </p>
);

const TextField = ({ field: { kind, label, name }, value }: { field: EvidenceField; value: string }) => (
  <p>
    <label for={name}>{label}</label>
    {kind === 'text' ? (
      <textarea id={name} name={name} rows={3} maxlength={LONGEST}>
        {value}
      </textarea>
    ) : (
      <input id={name} name={name} type="text" autocomplete="off" maxlength={LONGEST} value={value} />
    )}
  </p>
);

/** Longest text that the API takes. */
const LONGEST = 20_000;

const FileField = ({ field, file }: { field: EvidenceField; file: string }) => (
  <div class="file">
    <label for={field.name}>{field.label} (PDF, JPEG or PNG)</label>
    <input id={field.name} name={field.name} type="file" accept=".pdf,.jpg,.jpeg,.png" />
    {file && (
      <p class="small">
        Now: <ForeignText text={file} />{' '}
        <label>
          <input type="checkbox" name={removalOf(field)} value="true" /> Remove <ForeignText text={file} />
        </label>
      </p>
    )}
  </div>
);
