//! The safety copy: the same records once more, in IndexedDB. It takes a few milliseconds, and is on the disk when it
//! says so; what `localStorage` accepts is on the disk some seconds later, or never if the disk is full. So "saved" is
//! said when a record stands in both.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use crate::store::{Fault, Record};

/// The name of the database, and of the one store in it: text by key, as in the first store.
const DATABASE: &str = "fourfold";
const RECORDS: &str = "records";

/// The second store, open.
#[derive(Clone)]
pub struct Safety(IdbDatabase);

fn fault(error: JsValue) -> Fault {
    let name = |of: &JsValue| Reflect::get(of, &"name".into()).ok().and_then(|name| name.as_string());
    match name(&error) {
        Some(name) if name == "QuotaExceededError" => Fault::Full,
        Some(name) => Fault::Failed(name),
        None => Fault::NotKept,
    }
}

/// What comes of handlers that are told of success and of failure.
fn told(set: &dyn Fn(&Function, &Function)) -> JsFuture {
    JsFuture::from(Promise::new(&mut |done, failed| set(&done, &failed)))
}

/// Waits until all of it is on the disk.
async fn complete(transaction: &IdbTransaction) -> Result<(), Fault> {
    let complete = told(&|done, failed| {
        transaction.set_oncomplete(Some(done));
        transaction.set_onabort(Some(failed));
    });
    let why = |_| transaction.error().map_or(Fault::NotKept, |error| fault(error.into()));
    complete.await.map(drop).map_err(why)
}

impl Safety {
    /// Opens it, and makes it where there is none yet. Nothing where the browser has none, or keeps it from us.
    pub async fn open() -> Option<Self> {
        let request: IdbOpenDbRequest = web_sys::window()?.indexed_db().ok()??.open_with_u32(DATABASE, 1).ok()?;
        let make = {
            let request = request.clone();
            Closure::<dyn FnMut(Event)>::new(move |_| {
                if let Ok(database) = request.result() {
                    let _ = database.unchecked_into::<IdbDatabase>().create_object_store(RECORDS);
                }
            })
        };
        request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
        let open = told(&|done, failed| {
            request.set_onsuccess(Some(done));
            request.set_onerror(Some(failed));
        });
        open.await.ok()?;
        Some(Self(request.result().ok()?.unchecked_into()))
    }

    /// A transaction of ours. What it writes is on the disk when it is complete.
    fn begin(&self, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), Fault> {
        // The typed call has no way to ask for the disk yet.
        let options = Object::new();
        let strict = Reflect::set(&options, &"durability".into(), &"strict".into());
        let begin = strict.and_then(|_| Reflect::get(&self.0, &"transaction".into())).map_err(fault)?;
        let begin: Function = begin.unchecked_into();
        let transaction = begin.call3(&self.0, &RECORDS.into(), &mode.into(), &options).map_err(fault)?;
        let transaction: IdbTransaction = transaction.unchecked_into();
        let store = transaction.object_store(RECORDS).map_err(fault)?;
        Ok((transaction, store))
    }

    async fn write(&self, into: &dyn Fn(&IdbObjectStore) -> Result<(), JsValue>) -> Result<(), Fault> {
        let (transaction, store) = self.begin("readwrite")?;
        into(&store).map_err(fault)?;
        complete(&transaction).await
    }

    /// Puts records there, all or none.
    ///
    /// # Errors
    /// When they are not on the disk.
    pub async fn put(&self, records: &[Record]) -> Result<(), Fault> {
        let put = |store: &IdbObjectStore| {
            records.iter().try_for_each(|own| store.put_with_key(&(&*own.text).into(), &(&*own.key).into()).map(drop))
        };
        self.write(&put).await
    }

    /// Takes records away, all or none.
    ///
    /// # Errors
    /// When they are still there.
    pub async fn remove(&self, keys: &[String]) -> Result<(), Fault> {
        let remove = |store: &IdbObjectStore| keys.iter().try_for_each(|key| store.delete(&(&**key).into()).map(drop));
        self.write(&remove).await
    }

    /// All keys.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn keys(&self) -> Result<Vec<String>, Fault> {
        let (transaction, store) = self.begin("readonly")?;
        let request = store.get_all_keys().map_err(fault)?;
        complete(&transaction).await?;
        let keys: Array = request.result().map_err(fault)?.unchecked_into();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    /// The records under these keys, those that are there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn get(&self, keys: &[String]) -> Result<Vec<Record>, Fault> {
        let (transaction, store) = self.begin("readonly")?;
        let mut requests = Vec::with_capacity(keys.len());
        for key in keys {
            requests.push(store.get(&(&**key).into()).map_err(fault)?);
        }
        complete(&transaction).await?;
        let text = |request: &IdbRequest| request.result().ok().and_then(|text| text.as_string());
        let record = |(key, request): (&String, &IdbRequest)| Some(Record { key: key.clone(), text: text(request)? });
        Ok(keys.iter().zip(&requests).filter_map(record).collect())
    }
}
