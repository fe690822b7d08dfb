/** @jsxImportSource hono/jsx */
import { type ErrorType, errorDocs, errors, errorTypes } from '../../../../src/contract/errors.js';

/** The parts of an answer's error that are explained. Of a request of live mode, no message is kept. */
export interface AnsweredError {
  type: string;
  code?: string;
  decline_code?: string;
  message?: string;
  param?: string;
}

/** Says what an error means and what to do, as the guide to the errors does, and leads there. */
export const Explanation = ({ error }: { error: AnsweredError }) => {
  const { code, type } = error;
  const known =
    code !== undefined && Object.hasOwn(errors, code) ? errors[code as keyof typeof errors] : undefined;
  const meaning =
    known?.text ?? (Object.hasOwn(errorTypes, type) ? errorTypes[type as ErrorType] : undefined);
  return (
    <>
      {meaning && (
        <p>
          <Marked text={meaning} />
        </p>
      )}
      {known && (
        <p>
          <strong>What to do:</strong> <Marked text={known.todo} />
        </p>
      )}
      <p>
        <a href={errorDocs({ type, code })}>{code ?? type} in the guide to errors</a>
      </p>
    </>
  );
};

/** Shows a text of the guide, whose code is between backticks. */
const Marked = ({ text }: { text: string }) => (
  <>{text.split('`').map((part, at) => (at % 2 === 0 ? part : <code>{part}</code>))}</>
);
