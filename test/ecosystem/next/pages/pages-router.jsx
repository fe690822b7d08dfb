import { CardForm } from '../app/card-form';

// The older router runs packages on the server as they are, unbundled.
export default CardForm;
