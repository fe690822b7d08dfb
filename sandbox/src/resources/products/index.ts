export { imagesParam, ownId, productChangeParams, productParams, shortProductParams } from './params.js';
export { changeProduct, createProduct, deleteProduct, products } from './products.js';
